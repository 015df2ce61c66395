import { documents } from '../../src/adapters/document/documents.ts';
import { reportAddresses } from '../../src/adapters/document/report-addresses.ts';
import { fakeDocuments } from '../fakes/documents.ts';
import { documentsContract } from './documents-contract.ts';

documentsContract('the fake documents', fakeDocuments);
documentsContract('the documents', (publicUrl) =>
  documents({
    calendarFile: () => 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
    addresses: publicUrl === undefined ? undefined : reportAddresses(publicUrl, 'a key'),
  }),
);
