import assert from 'node:assert/strict';
import { richEntry, richList } from '../../../src/core/style/richText';

describe('richEntry', () => {
  it('writes formatting as elements that need no style sheet', () => {
    assert.deepEqual(
      richEntry([
        { text: 'Doe J. ' },
        { text: 'J Cells', italic: true },
        { text: ' ' },
        { text: '12', bold: true },
        { text: ': CO' },
        { text: '2', position: 'subscript' },
        { text: ' ' },
        { text: 'Ann', smallCaps: true },
        { text: '3', position: 'superscript', italic: true },
      ]),
      {
        html:
          'Doe J. <i>J Cells</i> <b>12</b>: CO<sub>2</sub> ' +
          '<span style="font-variant: small-caps">Ann</span><i><sup>3</sup></i>',
        plain: 'Doe J. J Cells 12: CO2 Ann3',
      },
    );
  });

  it('makes nothing of what a library says into markup', () => {
    const { html } = richEntry([
      { text: '<img src=x onerror="alert(1)"> & \'so\' \u0000 ' },
      { text: '</i><script>', italic: true },
      { text: 'here', link: 'https://a.example/?q=1&r=2' },
      { text: ' not', link: 'javascript:alert(1)' },
    ]);
    assert.equal(
      html,
      '&#60;img src=x onerror=&#34;alert(1)&#34;&#62; &#38; &#39;so&#39; <i>&#60;/i&#62;&#60;script&#62;</i>' +
        '<a href="https://a.example/?q=1&#38;r=2">here</a> not',
    );
  });
});

describe('richList', () => {
  it('starts a new list at every gap, so that all numbers stay what they are', () => {
    const list = richList([
      { number: 1, entry: [{ text: 'One.' }] },
      { number: 2, entry: [{ text: 'Two', italic: true }] },
      { number: 5, entry: [{ text: 'Five.' }] },
      { number: 1, entry: [{ text: 'A chapter.' }] },
    ]);
    assert.equal(
      list.html,
      '<ol>\n<li>One.</li>\n<li><i>Two</i></li>\n</ol>\n<ol start="5">\n<li>Five.</li>\n</ol>\n' +
        '<ol>\n<li>A chapter.</li>\n</ol>',
    );
    assert.equal(list.plain, '1. One.\n2. Two\n5. Five.\n1. A chapter.');
  });

  it('is nothing for no entries', () => {
    assert.deepEqual(richList([]), { html: '', plain: '' });
  });
});
