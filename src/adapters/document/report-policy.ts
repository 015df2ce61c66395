import { createHash } from 'node:crypto';
import { reportStyle } from './report-style.ts';

const style = createHash('sha256').update(reportStyle.toString()).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;

/** The page may use its own style and nothing else; a page itself cannot say where it may be shown. */
export const reportPolicy = { inPage: policy, inHeader: `${policy}; frame-ancestors 'none'` } as const;
