import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { StoredFile } from '../../page-api.ts';
import type { Choice } from '../widgets/choice-fields.tsx';

// What components need from the message they stand in.
export interface ComponentHost {
  people: readonly Choice[];
  channels: readonly Choice[];
  files: readonly StoredFile[];
  busyId: string | undefined;
  press(customId: string, values?: string[]): void;
}

export const ComponentHostContext = createContext<ComponentHost>({
  people: [],
  channels: [],
  files: [],
  busyId: undefined,
  press: () => undefined,
});

export function useComponentHost(): ComponentHost {
  return useContext(ComponentHostContext);
}

export const COMPONENT = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;
