import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { JsonObject, StoredFile } from '../../page-api.ts';
import type { Choice } from '../widgets/choice-fields.tsx';

// What blocks need from the message, form or home tab that they stand in.
export interface BlockHost {
  people: readonly Choice[];
  channels: readonly Choice[];
  files: readonly StoredFile[];
  errors: { readonly [blockId: string]: string };
  // Key of the element whose press is on its way to the bot.
  busyKey: string | undefined;
  selection(blockId: string, element: JsonObject): JsonObject;
  change(blockId: string, element: JsonObject, selection: JsonObject): void;
  act(blockId: string, element: JsonObject, selection: JsonObject): void;
  loadOptions(blockId: string, element: JsonObject, query: string): Promise<JsonObject[]>;
}

export const BlockHostContext = createContext<BlockHost>({
  people: [],
  channels: [],
  files: [],
  errors: {},
  busyKey: undefined,
  selection: () => ({}),
  change: () => undefined,
  act: () => undefined,
  loadOptions: async () => [],
});

export function useBlockHost(): BlockHost {
  return useContext(BlockHostContext);
}

export interface ElementProps {
  blockId: string;
  element: JsonObject;
  // In an input block the label stands outside and points at this id; a change there waits for Submit.
  fieldId?: string;
  label?: string;
  isQuiet?: boolean;
}
