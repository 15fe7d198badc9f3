// Package content keeps the bytes of an object in a file: compressed and sealed where that is
// wanted, and so that no damage goes unnoticed. A window of them is read without the rest.
//
// # Format
//
// A file is made of the plain bytes in up to three steps, and a [Layout] says which. Numbers
// that are not of S2 or DARE are big endian.
//
// Compressed content is a stream of S2, as its framing format has it: the stream identifier,
// and one chunk for each 65,536 bytes. Behind them is an index, in chunks that every reader of
// S2 skips, of type 0x9a: 8 bytes for each of the chunks before it, with the place in the
// stream where that begins. Each chunk of the index but the last has 1,048,576 of them, so that
// the Layout tells where any of them is.
//
// Sealed content is that stream, or the plain bytes, in packages of DARE 2.0 with AES-256-GCM,
// each of 65,536 bytes that become 65,568. The last one is marked as such.
//
// The file then has blocks of 65,536 bytes, or of a package each, and behind each block its
// CRC64NVME. Only the last block may be shorter. Empty content is an empty file.
//
// # Damage
//
// A block is checked before a byte of it is used, and content that was sealed or compressed
// once more by what that brings. What a reader gives are therefore the bytes that were written,
// until an error that is a [*Damage]. A file that is longer than [Layout.Stored] is none: who
// has its size compares them.
package content
