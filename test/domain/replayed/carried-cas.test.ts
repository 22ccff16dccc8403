import {
  afterPage,
  afterProfile,
  carriedWords,
  nothingCarried,
  unknownCarried,
} from '../../../domain/replayed/carried-cas';

describe('what a member’s devices have got', () => {
  it('is what the last profile carried', () => {
    expect(afterProfile(['aa', 'bb'])).toEqual({ by: 'profile', cas: ['aa', 'bb'] });
  });

  it('is what an opened page shows, for whoever sets devices up by hand', () => {
    const opened = afterPage(nothingCarried(), ['aa']);
    expect(opened).toEqual({ by: 'page', cas: ['aa'] });
    expect(afterPage(opened, ['aa', 'bb']).cas).toEqual(['aa', 'bb']);
  });

  it('is no other because a page was opened, for whoever has a profile or may have one', () => {
    expect(afterPage(afterProfile(['aa']), ['bb'])).toEqual(afterProfile(['aa']));
    expect(afterPage(unknownCarried(), ['bb'])).toEqual(unknownCarried());
  });

  it('is unknown after an API that does not tell it', () => {
    expect(afterProfile(undefined)).toEqual(unknownCarried());
    expect(afterPage(nothingCarried(), undefined)).toEqual(unknownCarried());
  });

  it('is counted by words: unknown has none', () => {
    expect(carriedWords(unknownCarried())).toBeNull();
    expect(carriedWords(nothingCarried())).toEqual(['none']);
    expect(carriedWords(afterProfile(['aa']))).toEqual(['aa']);
  });
});
