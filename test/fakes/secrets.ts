import type { Secrets } from '../../src/core/secrets.ts';

/** Sealed in name only: for tests that need no secrecy. */
export function fakeSecrets(keyId = 'fake'): Secrets {
  const textOf = (secret: string, ownerId: string) =>
    Buffer.from(JSON.stringify([keyId, ownerId, secret])).toString('base64');
  return {
    seal: (secret, ownerId) => ({ keyId, text: textOf(secret, ownerId) }),
    open(sealed, ownerId) {
      try {
        const [key, owner, secret]: unknown[] = JSON.parse(Buffer.from(sealed.text, 'base64').toString());
        const isOwn = sealed.keyId === keyId && key === keyId && owner === ownerId;
        return isOwn && typeof secret === 'string' ? secret : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
