import de from '../../api/member/locales/de.json';
import en from '../../api/member/locales/en.json';
import es from '../../api/member/locales/es.json';
import fr from '../../api/member/locales/fr.json';
import { link, tokenOf } from './support/member-visit';
import { serveApi, type ServedApi } from './support/served-api';

const catalogues: Record<string, Record<string, string>> = { en, de, es, fr };
const placesIn = (text = ''): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe.each(Object.entries(catalogues))('the catalogue of %s', (_tag, texts) => {
  it('says all that the others say, of the same things', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en)) expect([key, placesIn(texts[key])]).toEqual([key, placesIn(text)]);
  });
});

describe('the choice of languages', () => {
  let api: ServedApi;
  beforeAll(async () => (api = await serveApi()));
  afterAll(() => api.close());

  it.each([
    ['en', 'Language'],
    ['de', 'Sprache'],
    ['es', 'Idioma'],
    ['fr', 'Langue'],
  ])('is named in the language of the page: %s', async (tag, name) => {
    const response = await api.call('GET', `/w/${tokenOf(link)}?lang=${tag}`, { headers: { accept: 'text/html' } });
    expect(await response.text()).toContain(`<nav aria-label="${name}">`);
  });
});
