const secret = 'answer-TOKEN';
const host = () => 'TOKEN.leak.test';
const url = (scheme = 'http') => `${scheme}://TOKEN.leak.test/TOKEN`;
const own = 'OWNclinicians/?TOKEN';
const make = (name) => {
  try { return document.createElement(name) }
  catch { return document.createElementNS('http://www.w3.org/1999/xhtml', name) }
};
const add = (name, properties) => {
  const element = make(name);
  Object.assign(element, properties);
  document.body.append(element);
  return element;
};
const addSvg = (name, attributes) => {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  svg.append(element);
  document.body.append(svg);
};
const anchor = () => document.querySelector('a[href]') ??
  document.querySelector('template').content.querySelector('a').cloneNode();
