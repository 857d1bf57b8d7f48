// A server of the official TypeScript SDK with one trivial tool, to measure beside ours: node reference_server.mjs PACKAGES
// (the folder in which npm put them). Prints its URL.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(`${process.argv[2]}/`));
const { McpServer, createMcpHandler, fromJsonSchema } = require('@modelcontextprotocol/server');
const { toNodeHandler } = require('@modelcontextprotocol/node');

const inputSchema = fromJsonSchema({ type: 'object', properties: { text: { type: 'string' } }, required: ['text'] });
const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'reference', version: '1.0.0' });
  server.registerTool('echo', { description: 'Returns its text.', inputSchema },
    async ({ text }) => ({ content: [{ type: 'text', text }] }));
  return server;
});
const http = createServer(toNodeHandler(handler));
http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}/mcp`));
process.on('SIGTERM', () => process.exit(0));
