import { storesContract } from '../contract/stores-contract.ts';
import { fakeDatabase } from './database.ts';
import { seedSisterTowns } from './sister-towns.ts';

storesContract('the fake stores', async (world, onWake) => ({
  sideBySide: false,
  async fresh() {
    const database = fakeDatabase({ onWake });
    return { database, towns: await seedSisterTowns(database, world) };
  },
  close: async () => undefined,
}));
