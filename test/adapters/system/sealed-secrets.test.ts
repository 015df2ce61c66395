import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealedSecrets } from '../../../src/adapters/system/sealed-secrets.ts';
import { keptSecretKey, SECRET_KEY, SecretKeyUnusable } from '../../../src/adapters/system/secret-key.ts';

const key = Buffer.alloc(32, 7).toString('base64');

describe('a sealed secret', () => {
  const secrets = sealedSecrets(key);

  it('opens for its owner, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
        (secret) => {
          expect(secrets.open(secrets.seal(secret, 'mbr_a'), 'mbr_a')).toBe(secret);
        },
      ),
    );
  });

  it('shows nothing of what it says, and never looks the same twice', () => {
    const sealed = secrets.seal('https://calendar.example/private', 'mbr_a');
    expect(JSON.stringify(sealed)).not.toMatch(/calendar|example/);
    expect(Buffer.from(sealed.text, 'base64').toString('latin1')).not.toMatch(/calendar|example/);
    expect(secrets.seal('https://calendar.example/private', 'mbr_a').text).not.toBe(sealed.text);
    expect(JSON.stringify(sealed)).not.toContain(key);
  });

  it('opens for nobody else, with no other key, and not when it was changed', () => {
    const sealed = secrets.seal('secret', 'mbr_a');
    expect(secrets.open(sealed, 'mbr_b')).toBeUndefined();
    const other = sealedSecrets(Buffer.alloc(32, 8).toString('base64'));
    expect(other.open(sealed, 'mbr_a')).toBeUndefined();
    expect(other.open({ ...sealed, keyId: other.seal('', '').keyId }, 'mbr_a')).toBeUndefined();
    const bytes = Buffer.from(sealed.text, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(secrets.open({ ...sealed, text: changed.toString('base64') }, 'mbr_a')).toBeUndefined();
    }
    for (const text of ['', 'AAAA', bytes.subarray(0, 27).toString('base64')])
      expect(secrets.open({ ...sealed, text }, 'mbr_a')).toBeUndefined();
  });

  it('needs a key of 32 bytes', () => {
    expect(() => sealedSecrets(Buffer.alloc(31).toString('base64'))).toThrow(RangeError);
  });
});

describe('the key file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'twinbell-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner alone, and kept', () => {
    const made = keptSecretKey(folder);
    expect(made).toMatch(SECRET_KEY);
    expect(keptSecretKey(folder)).toBe(made);
    expect(readdirSync(folder)).toEqual(['secret.key']);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  it('is closed to others again after a careless copy', () => {
    keptSecretKey(folder);
    chmodSync(join(folder, 'secret.key'), 0o644);
    keptSecretKey(folder);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  it('is never written over when there is no key in it', () => {
    writeFileSync(join(folder, 'secret.key'), 'half a k');
    expect(() => keptSecretKey(folder)).toThrow(SecretKeyUnusable);
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe('half a k');
  });
});
