// Package httpdate parses and formats the timestamps of HTTP fields.
//
// # Rules
//
// [Parse] accepts the three forms that a recipient has to accept
// (RFC 9110 §5.6.7), and [Format] writes the first, which is the only one
// that a sender may generate:
//
//	Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate
//	Sunday, 06-Nov-94 08:49:37 GMT    obsolete, RFC 850
//	Sun Nov  6 08:49:37 1994          obsolete, asctime
//
// Letter case matters, the zone is always GMT, and there are no fractions of
// a second.
//
// # Where S3 differs
//
// S3 also accepts an IMF-fixdate whose day of the month has one digit, as in
// "Tue, 9 Aug 2022 08:49:37 GMT": its own clients send it. [ParseShortDay] does
// the same.
package httpdate
