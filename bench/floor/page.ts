import express from 'express';

/** The floor of a page: as many bytes of HTML as the address asks for. */
const app = express();
app.disable('x-powered-by');
app.get('/:bytes', (req, res) => {
  res.type('html').send('x'.repeat(Number(req.params.bytes)));
});
app.listen(Number(process.env.FLOOR_PORT), '127.0.0.1');
