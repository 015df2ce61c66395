import type { TwinningScope } from './twinning.ts';

/** Its own name, else its towns': "Aalborg – Solvang". */
export const twinningName = ({ twinning, towns }: TwinningScope): string =>
  twinning.name === '' ? towns.map(({ name }) => name).join(' – ') : twinning.name;
