interface Location {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly adminCode: string;
  /** The municipality's code, which begins with its département's or province's. */
  readonly muni?: string;
}

// GeoNames' first administrative level, as the holiday calendar names it; countries that name it alike are listed
// without a table. In France only three départements keep days of their own, in Italy's north one province.
const same = ['US', 'GB', 'CH', 'BE'];

const byAdminCode: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AT: { '01': '1', '02': '2', '03': '3', '04': '4', '05': '5', '06': '6', '07': '7', '08': '8', '09': '9' },
  AU: { '01': 'ACT', '02': 'NSW', '03': 'NT', '04': 'QLD', '05': 'SA', '06': 'TAS', '07': 'VIC', '08': 'WA' },
  CA: {
    ...{ '01': 'AB', '02': 'BC', '03': 'MB', '04': 'NB', '05': 'NL', '07': 'NS', '08': 'ON', '09': 'PE' },
    ...{ 10: 'QC', 11: 'SK', 12: 'YT', 13: 'NT', 14: 'NU' },
  },
  DE: {
    ...{ '01': 'BW', '02': 'BY', '03': 'HB', '04': 'HH', '05': 'HE', '06': 'NI', '07': 'NW', '08': 'RP' },
    ...{ '09': 'SL', 10: 'SH', 11: 'BB', 12: 'MV', 13: 'SN', 14: 'ST', 15: 'TH', 16: 'BE' },
  },
  ES: {
    ...{
      '07': 'IB',
      27: 'RI',
      29: 'MD',
      31: 'MC',
      32: 'NC',
      34: 'AS',
      39: 'CB',
      51: 'AN',
      52: 'AR',
      53: 'CN',
    },
    ...{ 54: 'CM', 55: 'CL', 56: 'CT', 57: 'EX', 58: 'GA', 59: 'PV', 60: 'VC', CE: 'CE', ML: 'ML' },
  },
  IT: { '07': '62', '09': '25', 12: '21', 15: '82', 16: '52' },
};

/** Undefined where nothing is known, or the country is all alike. */
export function holidayRegion({ country, adminCode, muni = '' }: Location): string | undefined {
  if (same.includes(country)) return /^[A-Z]{2,3}$/.test(adminCode) ? adminCode : undefined;
  if (country === 'FR') return ['57', '67', '68'].find((departement) => muni.startsWith(departement));
  if (country === 'IT' && muni.startsWith('021')) return '32';
  return byAdminCode[country]?.[adminCode];
}
