/** What the core expects of its stores, for the fake, the embedded store and a real Postgres alike: one suite. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { fakeStart, fakeWorld } from '../fakes/world.ts';
import { auditStoreContract } from './audit-store-contract.ts';
import { busyCalendarStoreContract } from './busy-calendar-store-contract.ts';
import { commitmentStoreContract } from './commitment-store-contract.ts';
import { committeeStoreContract } from './committee-store-contract.ts';
import { databaseContract } from './database-contract.ts';
import { deliveryAgreementContract } from './delivery-agreement-contract.ts';
import { draftStoreContract } from './draft-store-contract.ts';
import { meetingRecordContract } from './meeting-record-contract.ts';
import { meetingStoreContract } from './meeting-store-contract.ts';
import { numberContract } from './number-contract.ts';
import { postingStoreContract } from './posting-store-contract.ts';
import { referenceContract } from './reference-contract.ts';
import { reminderBundleContract } from './reminder-bundle-contract.ts';
import { reminderDeliveryContract } from './reminder-delivery-contract.ts';
import { reminderStoreContract } from './reminder-store-contract.ts';
import { seenRequestStoreContract } from './seen-request-store-contract.ts';
import { seriesStoreContract } from './series-store-contract.ts';
import type { Bench, Fresh, OnWake, OpenStores, StoresUnderTest } from './store-bench.ts';
import { twinningStoreContract } from './twinning-store-contract.ts';

export function storesContract(name: string, open: OpenStores): void {
  describe(name, () => {
    // One world for all tests: what one has named, no other names again.
    const world = fakeWorld();
    let stores: StoresUnderTest | undefined;
    let fresh: Fresh | undefined;
    let onWake: OnWake = () => undefined;
    const present = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('read the bench inside a test');
      return value;
    };
    const bench: Bench = {
      world,
      get database() {
        return present(fresh).database;
      },
      get towns() {
        return present(fresh).towns;
      },
      get sideBySide() {
        return present(stores).sideBySide;
      },
      wakeTo(told) {
        onWake = told;
      },
    };

    beforeAll(async () => {
      stores = await open(world, (wakes) => onWake(wakes));
    }, 180_000); // An embedded store takes its time to be made on a machine that is busy.
    beforeEach(async () => {
      onWake = () => undefined;
      world.set(fakeStart);
      fresh = await stores?.fresh();
    });
    afterAll(() => stores?.close());

    databaseContract(bench);
    referenceContract(bench);
    twinningStoreContract(bench);
    committeeStoreContract(bench);
    meetingStoreContract(bench);
    meetingRecordContract(bench);
    seriesStoreContract(bench);
    commitmentStoreContract(bench);
    numberContract(bench);
    reminderStoreContract(bench);
    reminderBundleContract(bench);
    reminderDeliveryContract(bench);
    postingStoreContract(bench);
    deliveryAgreementContract(bench);
    draftStoreContract(bench);
    seenRequestStoreContract(bench);
    auditStoreContract(bench);
    busyCalendarStoreContract(bench);
  });
}
