import { element, isolatedText, textMarkup } from './markup';

it('escapes markup', () => {
  expect(textMarkup(`<b title="x">&amp;'`)).toBe(
    '&lt;b title&#x3D;&quot;x&quot;&gt;&amp;amp;&#x27;',
  );
});

it('isolates a right-to-left run with its inner spaces, and not the brackets around it', () => {
  expect(textMarkup('Zamarī (زمري احمدي), 10')).toBe('Zamarī (<bdi>زمري احمدي</bdi>), 10');
});

it('isolates each of several runs and escapes what stands between', () => {
  expect(textMarkup('ا < ب & 3 ج')).toBe('<bdi>ا</bdi> &lt; <bdi>ب</bdi> &amp; 3 <bdi>ج</bdi>');
});

it('isolates the same runs of text that is no markup', () => {
  expect(isolatedText('<b> ا < ب: 3')).toBe('<b> \u2068ا\u2069 < \u2068ب\u2069: 3');
  expect(isolatedText('Strike & toll')).toBe('Strike & toll');
});

it('writes an element without the attributes that are null, and escapes the others', () => {
  expect(element('span', { class: 'a"b', lang: null }, 'x')).toBe(
    '<span class="a&quot;b">x</span>',
  );
});
