import { pictureRenderer } from '../../src/adapters/picture/picture-renderer.ts';
import { aalborg, member, picturedHours, solvang } from '../chat/view/hours-fixture.ts';
import { fakePictures } from '../fakes/picture-renderer.ts';
import { pictureRendererContract } from './picture-renderer-contract.ts';

const towns = [aalborg, solvang];
const members = towns.flatMap((town) => [member(town, 1, 'municipality'), member(town, 2, 'citizens')]);
const { picture } = picturedHours(towns, members, Date.UTC(2026, 9, 22));

pictureRendererContract('the pictures of the fake', fakePictures, picture);
pictureRendererContract('the pictures of resvg', pictureRenderer, picture);
