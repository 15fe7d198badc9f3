package main

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestAnswers: what is written has the peers but ours, and nothing twice that the vector says.
func TestAnswers(t *testing.T) {
	text := answersOf([]peer{
		{name: ours, version: "v0", Answers: map[string]answer{"a/b": {Passed: true, Status: 200}}},
		{name: "other", version: "v1", Answers: map[string]answer{
			"a/b": {Passed: true, Status: 404, Code: "NoSuchKey"}, "a/c": {Status: 200, Note: "status = 200, want <206>"},
		}},
		{name: "third", version: "v2", Answers: map[string]answer{"a/b": {Status: 500}}},
	})
	var got struct {
		Date    string
		Peers   []struct{ Name, Version string }
		Answers map[string]map[string]answer
	}
	if err := json.Unmarshal(text, &got); err != nil || got.Date == "" || len(got.Peers) != 2 || got.Peers[0].Version != "v1" {
		t.Errorf("answersOf = %s, %v", text, err)
	}
	want := map[string]map[string]answer{
		"a/b": {"other": {Passed: true}, "third": {Status: 500}},
		"a/c": {"other": {Status: 200, Note: "status = 200, want <206>"}},
	}
	if !reflect.DeepEqual(got.Answers, want) {
		t.Errorf("answers = %+v, want %+v", got.Answers, want)
	}
	if empty := answersOf(nil); !json.Valid(empty) {
		t.Errorf("answersOf(nil) = %s", empty)
	}
}
