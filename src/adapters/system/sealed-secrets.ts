import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Secrets } from '../../core/secrets.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM; whose secret it is, is authenticated with it. Sealed is iv, tag and ciphertext, in base64.
 * @param key 32 bytes in base64
 */
export function sealedSecrets(key: string): Secrets {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) throw new RangeError('a key has 32 bytes');
  const keyId = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return {
    seal(secret, ownerId) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, bytes, iv).setAAD(Buffer.from(ownerId));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return { keyId, text: Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64') };
    },
    open(sealed, ownerId) {
      const raw = Buffer.from(sealed.text, 'base64');
      if (sealed.keyId !== keyId || raw.length < IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, bytes, raw.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(ownerId))
        .setAuthTag(raw.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(raw.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch {
        return undefined;
      }
    },
  };
}
