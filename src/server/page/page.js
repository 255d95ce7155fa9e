'use strict';

const element = (id) => document.getElementById(id);
const query = element('query');
const variables = element('variables');
const problem = element('variables-problem');
const run = element('run');
const trace = element('trace');
const status = element('status');
const result = element('result');

// A text larger than this is shown without colours, so that the page stays quick.
const COLOUR_LIMIT = 400_000;

// A string (with the colon that makes it a key), a word, or a number.
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function span(kind, text) {
  const node = document.createElement('span');
  node.className = kind;
  node.textContent = text;
  return node;
}

function coloured(json) {
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const found of json.matchAll(TOKEN)) {
    parts.append(json.slice(end, found.index));
    const [all, string, colon] = found;
    if (string) {
      parts.append(span(colon ? 'key' : 'string', string), colon ?? '');
    } else {
      parts.append(span(/[a-z]/.test(all[0]) ? 'word' : 'number', all));
    }
    end = found.index + all.length;
  }
  parts.append(json.slice(end));
  return parts;
}

// The first id that was shown: examples that want one begin with it.
let seenId = '';

function show(text) {
  let pretty = text;
  try {
    pretty = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    result.replaceChildren(text);
    return;
  }
  seenId = /"id": "([^"]+)"/.exec(pretty)?.[1] ?? seenId;
  result.replaceChildren(pretty.length > COLOUR_LIMIT ? pretty : coloured(pretty));
}

function say(kind, text) {
  status.replaceChildren(span(kind, text));
}

// The variables as an object; null after saying what is wrong with them.
function readVariables() {
  problem.hidden = true;
  variables.removeAttribute('aria-invalid');
  const text = variables.value.trim();
  if (text === '') return {};
  let reason = 'The variables have to be a JSON object.';
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch (error) {
    reason = `The variables are not valid JSON: ${error.message}`;
  }
  problem.textContent = reason;
  problem.hidden = false;
  variables.setAttribute('aria-invalid', 'true');
  variables.focus();
  return null;
}

function request(values) {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
  };
  if (trace.checked) headers['x-trace-upstream'] = '1';
  const body = JSON.stringify({ query: query.value, variables: values });
  return fetch('/graphql', { method: 'POST', headers, body });
}

let running = 0;

async function send() {
  const values = readVariables();
  if (values === null) return;
  const mine = ++running;
  run.setAttribute('aria-busy', 'true');
  say('quiet', 'Running …');
  const started = performance.now();
  try {
    const response = await request(values);
    const text = await response.text();
    if (mine !== running) return;
    const took = Math.round(performance.now() - started);
    const size = text.length < 1024 ? `${text.length} B` : `${(text.length / 1024).toFixed(1)} kB`;
    say(response.ok ? 'good' : 'bad', `HTTP ${response.status} · ${took} ms · ${size}`);
    show(text);
  } catch (error) {
    if (mine !== running) return;
    say('bad', 'No answer');
    result.replaceChildren(String(error.message ?? error));
  } finally {
    if (mine === running) run.removeAttribute('aria-busy');
  }
}

function choose(example, button) {
  query.value = example.query;
  const values = { ...example.variables };
  if (values.id === '') values.id = seenId;
  variables.value = JSON.stringify(values, null, 2);
  for (const other of document.querySelectorAll('#examples button')) other.removeAttribute('aria-current');
  button.setAttribute('aria-current', 'true');
}

function exampleItem(example) {
  const button = document.createElement('button');
  button.type = 'button';
  const name = document.createElement('strong');
  name.textContent = example.name;
  const description = document.createElement('small');
  description.textContent = example.description;
  button.append(name, description);
  button.addEventListener('click', () => {
    choose(example, button);
    query.focus();
  });
  const item = document.createElement('li');
  item.append(button);
  return item;
}

async function loadExamples() {
  const list = element('examples');
  try {
    const examples = await (await fetch('/examples.json')).json();
    list.replaceChildren(...examples.map(exampleItem));
    if (examples.length > 0) choose(examples[0], list.querySelector('button'));
  } catch {
    const item = document.createElement('li');
    item.append(span('quiet', 'The examples could not be loaded.'));
    list.replaceChildren(item);
  }
}

// Tab indents, unless Escape was pressed just before: the keyboard must be able to leave the editor.
function indentWithTab(editor) {
  let leaving = false;
  editor.addEventListener('blur', () => { leaving = false; });
  editor.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      leaving = true;
      return;
    }
    if (event.key === 'Tab' && !event.shiftKey && !leaving) {
      event.preventDefault();
      editor.setRangeText('  ', editor.selectionStart, editor.selectionEnd, 'end');
    }
    if (event.key !== 'Shift') leaving = false;
  });
}

indentWithTab(query);
indentWithTab(variables);
element('request').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  }
});
loadExamples();
