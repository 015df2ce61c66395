import type { Id } from '../world.ts';
import type { TwinningSettings } from './settings.ts';

/** Port: the settings of twinnings. What nobody has changed is the default. */
export interface SettingsStore {
  settings(twinningId: Id<'twn'>): Promise<TwinningSettings>;
  /** The same, held until the transaction ends: two changes come one after the other. */
  lockSettings(twinningId: Id<'twn'>): Promise<TwinningSettings>;
  saveSettings(settings: TwinningSettings): Promise<void>;
}
