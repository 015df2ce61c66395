import { afterAll, describe, expect, it } from 'vitest';
import { placeDirectory } from '../../src/adapters/place/place-directory.ts';
import { fakePlaceDirectory } from '../fakes/place-directory.ts';
import { placeDirectoryContract } from './place-directory-contract.ts';

placeDirectoryContract('the fake list of places', fakePlaceDirectory);

// Loaded once: it is a big list.
const places = placeDirectory();
afterAll(() => places.close());
placeDirectoryContract('the list of places', () => places);

describe('the list of places', () => {
  it('gives at most 10 namesakes and 25 completions', async () => {
    expect(await places.guess('Springfield')).toHaveLength(10);
    expect(await places.completeTown('sa')).toHaveLength(25);
  });

  it('takes no code of a country for the name of a town there', async () => {
    expect(await places.guess('FI')).toEqual([]);
  });

  it('refuses whoever is still waiting when it closes, and opens again for the next', async () => {
    const other = placeDirectory();
    const waiting = other.guess('Odder');
    const refused = expect(waiting).rejects.toThrow('closed');
    await other.close();
    await refused;
    expect(await other.guess('Odder')).toHaveLength(1);
    await other.close();
  });
});
