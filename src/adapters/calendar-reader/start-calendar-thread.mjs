// A worker starts without the loader that lets Node read TypeScript, so this small file brings it along.
import { register } from 'tsx/esm/api';

register();
await import('./calendar-thread.ts');
