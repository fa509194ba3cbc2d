// The posts that the page shows, until posts have a table of their own.

export const posts = [
  {
    id: 'tide-clock',
    title: 'A clock that shows the tide',
    author: 'Noor, Bergen',
    text: 'One hand, two moons and a cork dial. It is wrong by four minutes a week, as is the harbour master.',
  },
  {
    id: 'night-bus-bread',
    title: 'Bread for the night bus',
    author: 'Tomás, Porto',
    text: 'Rye, orange peel and a pinch of salt. It survives a rucksack, a border and being sat upon.',
  },
  {
    id: 'library-cat',
    title: 'The library hired a cat',
    author: 'Mei, Taichung',
    text: 'Her duties are the radiator in winter and the returns trolley in summer. She has missed no shift yet.',
  },
  {
    id: 'paper-orchestra',
    title: 'An orchestra made of paper',
    author: 'Ada, Leeds',
    text: 'Forty players, eleven hundred folds. The double bass took longest; the triangle was a relief.',
  },
  {
    id: 'longest-swing',
    title: 'The longest swing in the village',
    author: 'Ilse, Graubünden',
    text: 'Two larches, thirty metres of rope, and a sign that asks grandparents to queue like everyone else.',
  },
  {
    id: 'found-postcard',
    title: 'A postcard from 1931, delivered',
    author: 'Kwame, Kumasi',
    text: 'It says the weather is fine and the goats send their regards. We have written back on behalf of the goats.',
  },
];
