// Where the deny list is: under one partition key of the table `posts`. A policy names the key as well as the adapter does.

export const DENIED_KEY = 'denied';
