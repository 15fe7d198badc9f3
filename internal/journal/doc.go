// Package journal keeps records in a file, so that those that were synced outlive the process
// and a failing machine.
//
// # Format
//
// The file begins with a line that names what it holds. Each record is then
//
//	4 bytes   length of the head, big endian like all numbers
//	8 bytes   length of the content
//	4 bytes   CRC-32C of those 12 bytes
//	          the head, and then the content
//	4 bytes   CRC-32C of both
//
// Records are appended. A record that ends with the file before its own end is one that was
// being written when the process was killed: nobody was told that it is kept, and it is
// dropped. Anything else that is not whole is damage, and the file is then left alone.
package journal
