package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ours is the peer whose answers the library gives itself.
const ours = "s3get"

// An answer is what a peer answered to a vector.
type answer struct {
	Passed bool   `json:"passed,omitempty"`
	Status int    `json:"status,omitempty"`
	Code   string `json:"code,omitempty"`
	Note   string `json:"note,omitempty"`
}

// answersOf returns the text of peers.json, with a line for each vector.
func answersOf(peers []peer) []byte {
	peers = slices.DeleteFunc(slices.Clone(peers), func(p peer) bool { return p.name == ours })
	type named struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	list := []named{}
	byVector := map[string]map[string]answer{}
	for _, p := range peers {
		list = append(list, named{p.name, p.version})
		for id, a := range p.Answers {
			if byVector[id] == nil {
				byVector[id] = map[string]answer{}
			}
			if a.Passed {
				a = answer{Passed: true}
			}
			byVector[id][p.name] = a
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"date\": %s,\n\"peers\": %s,\n\"answers\": {", line(time.Now().UTC().Format(time.DateOnly)), line(list))
	for i, id := range slices.Sorted(maps.Keys(byVector)) {
		fmt.Fprintf(&b, "%s\n%s: %s", [...]string{"", ","}[min(i, 1)], line(id), line(byVector[id]))
	}
	b.WriteString("\n}}\n")
	return b.Bytes()
}

// line returns a value as JSON, in which nothing is escaped for HTML.
func line(v any) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // of strings and numbers
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
