import { svgOf } from '../../bench/frame/picture';

const picture = {
  title: 'Two people come',
  unit: 's',
  climbs: [
    { name: 'came', at: [1, 0], colour: '#888888' },
    { name: 'in', at: [2, 9], colour: '#118833' },
  ],
  strokes: { name: '3 reads', at: [0, 1, 4], colour: '#7733ee' },
};

describe('a picture of what happened when', () => {
  it('has a line that climbs with each instant, in their order, and ends with the last', () => {
    const [came, isIn] = [...svgOf(picture).matchAll(/<path d="(M[^"]*)" fill="none" stroke="#(?:888888|118833)"/g)];
    const places = (path = ''): number[] => [...path.matchAll(/H([\d.]+)/g)].map(([, x]) => Number(x));
    expect(places(came?.[1])).toEqual([52, 117.8]);
    expect(places(isIn?.[1])).toEqual([183.6, 644.2]);
  });

  it('has a stroke for each of the others, and names them all', () => {
    const svg = svgOf(picture);
    expect(svg.match(/v18/g)).toHaveLength(3);
    for (const name of ['came', 'in', '3 reads']) expect(svg).toContain(`>${name}</text>`);
  });
});
