import { minutesPageCommand } from '../../src/chat/minutes-pages.ts';

export default minutesPageCommand('private');
