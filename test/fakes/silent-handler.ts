import type { CallHandler } from '../../src/chat/call.ts';

/** For a platform to which nobody says anything. */
export const silentHandler: CallHandler = {
  plan: () => ({ type: 'reply', visibility: 'silent' }),
  form: () => Promise.reject(new Error('nobody asks for a form')),
  run: () => Promise.resolve({ visibility: 'silent', also: [] }),
  complete: () => Promise.resolve([]),
};
