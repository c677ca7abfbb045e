import { citableAnchors, CitationRegister } from './citation-register';

const cite = (anchor: string) => ({ label: anchor.slice(6), anchor });

it('numbers citations from the top and remembers the section of each', () => {
  const register = new CitationRegister(new Set(['quote-1a', 'quote-2a']));
  register.enter('highlights');
  register.cite(cite('quote-1a'));
  register.enter('toll');
  register.cite(cite('quote-2a'));
  register.cite(cite('quote-1a'));
  register.cite(cite('quote-1a'));

  expect(register.placesOf('quote-1a')).toEqual([
    { id: 'cite-1', section: 'highlights', ordinal: 1 },
    { id: 'cite-3', section: 'toll', ordinal: 1 },
    { id: 'cite-4', section: 'toll', ordinal: 2 },
  ]);
});

it('gives no place to a citation of something that is not in the document', () => {
  const register = new CitationRegister(new Set());
  expect(register.cite(cite('quote-9z'))).toBeNull();
  expect(register.isCited('quote-9z')).toBe(false);
});

it('takes sources and their quotes as citable', () => {
  const quote = { label: '1a', anchor: 'quote-1a', text: '', start: 0, end: 0 };
  const sources = [{ anchor: 'source-1', quotes: [quote] }] as unknown as Parameters<
    typeof citableAnchors
  >[0]['sources'];
  expect([...citableAnchors({ sources })]).toEqual(['source-1', 'quote-1a']);
});
