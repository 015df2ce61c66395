import { describe } from 'vitest';
import { commitmentMachineContract } from '../../contract/commitment-machine-contract.ts';
import { fakeDatabase } from '../../fakes/database.ts';
import { threeCommittees } from '../../fakes/three-committees.ts';
import { fakeWorld } from '../../fakes/world.ts';

describe('a commitment on the fake store', () => {
  commitmentMachineContract(async () => {
    const world = fakeWorld();
    const deps = { world, database: fakeDatabase() };
    return { deps, world, towns: await threeCommittees(deps) };
  }, 150);
});
