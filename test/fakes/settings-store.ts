import { defaultSettings } from '../../src/core/twinning/settings.ts';
import type { SettingsStore } from '../../src/core/twinning/settings-store.ts';
import { copy, type Tables } from './tables.ts';

export function fakeSettingsStore(tables: Tables): SettingsStore {
  const settings: SettingsStore['settings'] = async (twinningId) =>
    copy(tables.settings.get(twinningId) ?? defaultSettings(twinningId));
  return {
    settings,
    // Transactions come one after the other here: whoever runs holds every row.
    lockSettings: settings,
    async saveSettings(saved) {
      tables.settings.set(saved.twinningId, copy(saved));
    },
  };
}
