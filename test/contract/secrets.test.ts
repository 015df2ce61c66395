import { sealedSecrets } from '../../src/adapters/system/sealed-secrets.ts';
import { fakeSecrets } from '../fakes/secrets.ts';
import { secretsContract } from './secrets-contract.ts';

secretsContract('the secrets of the fake', (key) => fakeSecrets(`fake-${key}`));
secretsContract('the sealed secrets', (key) => sealedSecrets(Buffer.alloc(32, key).toString('base64')));
