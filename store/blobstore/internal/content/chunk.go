package content

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/klauspost/compress/s2"
)

// The framing format of S2 is that of Snappy: chunks with a header of one byte of type and
// three of length, little endian as all numbers of it. In the two types that have content,
// the checksum of the plain bytes follows.
const (
	identifier = "\xff\x06\x00\x00S2sTwO"

	chunkHeader  = 4
	chunkSum     = 4
	chunkPrefix  = chunkHeader + chunkSum
	chunkPacked  = 0x00
	chunkPlain   = 0x01
	chunkIndex   = 0x9a
	maxChunk     = chunkPrefix + blockSize
	minChunk     = chunkPrefix + 1
	indexEntry   = 8
	indexEntries = 1 << 20 // of a chunk of the index, whose length is below 1<<24
)

func minPacked(size int64) int64 {
	return int64(len(identifier)) + max(1, blocks(size))*minChunk
}

func maxPacked(size int64) int64 {
	return int64(len(identifier)) + blocks(size)*chunkPrefix + size
}

// indexSize returns the length of the index of n chunks.
func indexSize(n int64) int64 {
	return (n+indexEntries-1)/indexEntries*chunkHeader + n*indexEntry
}

// entry returns where in the stream the entry of the index for chunk k is.
func (l Layout) entry(k int64) int64 {
	return l.Packed + (k/indexEntries+1)*chunkHeader + k*indexEntry
}

// putHeader writes the header of a chunk.
func putHeader(b []byte, kind byte, size int) {
	b[0], b[1], b[2], b[3] = kind, byte(size), byte(size>>8), byte(size>>16)
}

// header returns type and length of a chunk.
func header(b []byte) (kind byte, size int) {
	return b[0], int(b[1]) | int(b[2])<<8 | int(b[3])<<16
}

// sum returns the checksum of plain bytes that chunks have: a CRC-32C, masked.
func sum(plain []byte) uint32 {
	c := crc32.Checksum(plain, crc32.MakeTable(crc32.Castagnoli))
	return c>>15 | c<<17 + 0xa282ead8
}

// compress makes a chunk of a block, in buf, which has room for the longest encoding of one.
func compress(buf, block []byte) []byte {
	kind, n := byte(chunkPacked), len(s2.Encode(buf[chunkPrefix:], block))
	if n >= len(block) {
		kind, n = chunkPlain, copy(buf[chunkPrefix:], block)
	}
	putHeader(buf, kind, chunkSum+n)
	binary.LittleEndian.PutUint32(buf[chunkHeader:], sum(block))
	return buf[:chunkPrefix+n]
}

// decompress returns the plain bytes of a chunk that has some. They are in buf or in the chunk.
// There is nothing to return unless they are len(buf).
func decompress(buf, chunk []byte) (plain []byte, ok bool) {
	body := chunk[chunkPrefix:]
	switch chunk[0] {
	case chunkPlain:
		plain, ok = body, true
	case chunkPacked:
		if n, err := s2.DecodedLen(body); err != nil || n != len(buf) {
			return nil, false
		}
		var err error
		plain, err = s2.Decode(buf, body)
		ok = err == nil
	}
	ok = ok && len(plain) == len(buf) && sum(plain) == binary.LittleEndian.Uint32(chunk[chunkHeader:])
	return plain, ok
}
