// A stand-in for the Messages API on a loopback port: it answers from a script and keeps what it was asked, so that a real
// client can be driven without a model.
//
// The script is a list of turns; a turn is a list of {text} and {tool, input} blocks. The turn that answers a request is the
// number of assistant messages behind the last prompt of the user: a repeated request gets the same answer. A function of
// the request and that number may take the script's place.
import { createServer } from 'node:http';

const isPrompt = (message) =>
  message.role === 'user' && !(Array.isArray(message.content) && message.content.some((block) => block.type === 'tool_result'));

function turnOf(messages) {
  const lastPrompt = messages.findLastIndex(isPrompt);
  return messages.slice(lastPrompt + 1).filter((message) => message.role === 'assistant').length;
}

function answer(body, script, number) {
  // Requests without tools are the client's own small questions, for a title and the like.
  const say = typeof script === 'function' ? script : (_, turn) => script[turn] ?? [{ text: '(the script has no more turns)' }];
  const turn = body.tools?.length ? say(body, turnOf(body.messages)) : [{ text: 'ok' }];
  const content = turn.map((block, index) => block.tool
    ? { type: 'tool_use', id: `toolu_${number}_${index}`, name: block.tool, input: block.input ?? {} }
    : { type: 'text', text: block.text });
  const stop = content.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn';
  return {
    id: `msg_${number}`, type: 'message', role: 'assistant', model: body.model, content, stop_reason: stop, stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
  };
}

function* events(message) {
  yield ['message_start', { message: { ...message, content: [], stop_reason: null } }];
  for (const [index, block] of message.content.entries()) {
    const isCall = block.type === 'tool_use';
    const start = isCall ? { ...block, input: {} } : { type: 'text', text: '' };
    const delta = isCall ? { type: 'input_json_delta', partial_json: JSON.stringify(block.input) } : { type: 'text_delta', text: block.text };
    yield ['content_block_start', { index, content_block: start }];
    yield ['content_block_delta', { index, delta }];
    yield ['content_block_stop', { index }];
  }
  yield ['message_delta', { delta: { stop_reason: message.stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } }];
  yield ['message_stop', {}];
}

// Resolves to {url, requests, close}: `requests` are the bodies of all requests for a message that offer tools.
export async function startMock(script) {
  const requests = [];
  let number = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const json = (value, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const path = request.url.split('?')[0];
    if (path === '/v1/messages/count_tokens') return json({ input_tokens: Math.ceil(text.length / 4) });
    if (path !== '/v1/messages' || request.method !== 'POST') return json({ data: [] }, path.startsWith('/v1/models') ? 200 : 404);
    const body = JSON.parse(text);
    if (body.tools?.length) requests.push(body);
    number += 1;
    const message = answer(body, script, number);
    if (!body.stream) return json(message);
    response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
    for (const [type, data] of events(message)) response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => { server.closeAllConnections?.(); server.close(); };
  return { url: `http://127.0.0.1:${server.address().port}`, requests, close };
}
