import da from '../../locales/da.json' with { type: 'json' };
import de from '../../locales/de.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import fr from '../../locales/fr.json' with { type: 'json' };
import type { Language } from '../core/text.ts';

export const catalogues: Readonly<Record<Language, Readonly<Record<string, string | undefined>>>> = {
  en,
  da,
  de,
  fr,
};
