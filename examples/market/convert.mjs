// Makes stocks.csv of the npm package vega-datasets 2.11.0: node convert.mjs PACKAGE-FOLDER TARGET-FOLDER
// Dates such as "Jan 1 2000" become 2000-01-01, which sorts as it should; prices stay as they are written.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const [, , source, target] = process.argv;
const lines = readFileSync(join(source, 'data', 'stocks.csv'), 'utf8').trim().split('\n');
const converted = lines.slice(1).map((line) => {
  const [symbol, date, price] = line.trim().split(',');
  const [month, day, year] = date.split(' ');
  const number = MONTHS.indexOf(month) + 1;
  if (number < 1) throw new Error(`No date: ${line}`);
  return `${symbol},${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')},${price}`;
});
writeFileSync(join(target, 'stocks.csv'), ['symbol,date,price', ...converted].join('\n') + '\n');
