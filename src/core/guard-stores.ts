import { refuseUnkeepable } from './keepable.ts';
import type { Stores } from './stores.ts';

/** The stores of one transaction, and what became of it. */
export interface GuardedStores {
  readonly stores: Stores;
  /** What failed first; nothing more is done after it. */
  failure(): unknown;
  /** @throws when a store failed, however the work went on after it. */
  refuseLost(): void;
}

/**
 * Makes of any stores those of a transaction as `Database` promises it: what cannot be kept as it is, is refused,
 * and after one failure all that follow fail. Postgres sees to that only where a statement of its own failed.
 */
export function guardStores(stores: Stores): GuardedStores {
  let failed: { readonly cause: unknown } | undefined;
  const refuseLost = () => {
    if (failed !== undefined)
      throw new Error('a store failed in this transaction: nothing of it is kept', failed);
  };
  const guard = <S extends object>(store: S): S =>
    new Proxy(store, {
      get(target, method) {
        const run: unknown = Reflect.get(target, method);
        if (typeof run !== 'function') return run;
        return async (...args: unknown[]): Promise<unknown> => {
          refuseLost();
          try {
            refuseUnkeepable(args);
            return await Reflect.apply(run, target, args);
          } catch (cause) {
            failed ??= { cause };
            throw cause;
          }
        };
      },
    });
  return {
    stores: {
      twinnings: guard(stores.twinnings),
      committees: guard(stores.committees),
      meetings: guard(stores.meetings),
      commitments: guard(stores.commitments),
      reminders: guard(stores.reminders),
      postings: guard(stores.postings),
      drafts: guard(stores.drafts),
      seenRequests: guard(stores.seenRequests),
      audit: guard(stores.audit),
      away: guard(stores.away),
      calendars: guard(stores.calendars),
      settings: guard(stores.settings),
      records: guard(stores.records),
      series: guard(stores.series),
      facts: guard(stores.facts),
      busyCalendars: guard(stores.busyCalendars),
      handovers: guard(stores.handovers),
      reviews: guard(stores.reviews),
      programmes: guard(stores.programmes),
    },
    failure: () => failed?.cause,
    refuseLost,
  };
}
