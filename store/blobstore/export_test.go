package blobstore

import (
	"encoding/binary"
	"encoding/json"
)

// Encode returns a record with a head, or nil for one that is no JSON.
func Encode(head, payload []byte) []byte {
	file, err := encode(json.RawMessage(head), payload)
	if err != nil {
		return nil
	}
	return file
}

// Decode returns the head and the contents of a record, or nil if it is none.
func Decode(file []byte) (head, payload []byte) {
	if len(file) < headStart || string(file[:len(magic)]) != magic {
		return nil, nil
	}
	end := headStart + int(binary.BigEndian.Uint32(file[len(magic):]))
	return file[headStart:end], file[end:]
}
