import { pollStorageContract } from '../contract/poll-storage-contract.ts';
import { fakeDatabase } from './database.ts';

pollStorageContract('the fake', async () => ({ database: fakeDatabase(), close: async () => undefined }));
