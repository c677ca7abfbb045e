import { accessibilityXmp, escapeXml } from './xmp';

describe('metadata', () => {
  it('escapes what XML would read as markup', () => {
    expect(escapeXml('A & B <x> "y"\u0007')).toBe('A &amp; B &lt;x&gt; &quot;y&quot;');
  });

  it('names the language of the document', () => {
    expect(accessibilityXmp('fa"<')).toContain('<rdf:li>fa&quot;&lt;</rdf:li>');
  });
});
