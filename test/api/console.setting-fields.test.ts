import texts from '../../api/console/texts/setting-fields.json';
import { described, type Description, properties } from '../../domain/schema/described';
import { settingsSchema } from '../../domain/settings/settings';

/** Going live is an act of its own, and letters by their occasion are one field. */
const NOT_SHOWN = /^live$|^mail\.letters\./;

const descriptions = (schema: Description, above = ''): [key: string, description: string][] =>
  properties(schema).flatMap(({ name, schema: property }) => [
    [above + name, property.description ?? ''],
    ...descriptions(property, `${above}${name}.`),
  ]);
const settings = descriptions(described(settingsSchema)).filter(([key]) => !NOT_SHOWN.test(key));

const codesIn = (text = ''): string[] => [...text.matchAll(/`[^`]+`/g)].map(([code]) => code).sort();

describe('the texts of settings and their groups', () => {
  it('are a label and a help for each, and no others', () => {
    expect(settings.length).toBeGreaterThan(70);
    const expected = settings.flatMap(([key]) => [`setting.${key}`, `setting.${key}.help`]);
    for (const said of Object.values(texts)) expect(Object.keys(said).sort()).toEqual([...expected].sort());
  });

  it("have the schema's descriptions as their English help", () => {
    const help = Object.entries(texts.en).filter(([key]) => key.endsWith('.help'));
    expect(Object.fromEntries(help)).toEqual(
      Object.fromEntries(settings.map(([key, description]) => [`setting.${key}.help`, description])),
    );
  });

  it.each(['de', 'es', 'fr'] as const)('say something in %s, with the same words of the document', (tag) => {
    const said: Record<string, string> = texts[tag];
    for (const [key, english] of Object.entries(texts.en)) {
      expect([key, said[key]]).not.toEqual([key, '']);
      expect([key, codesIn(said[key])]).toEqual([key, codesIn(english)]);
    }
  });
});
