package main

import (
	"context"
	"encoding/json"
	"time"
)

// learn asks when the versions were made.
func (s *session) learn(ctx context.Context) error {
	list, err := s.list(ctx)
	if err != nil {
		return err
	}
	for _, l := range list {
		s.modified[l.VersionID] = l.LastModified
	}
	return nil
}

// made returns the fixture with what the server gave: the region, and the ids and dates of versions.
// Objects that could not be made are not in it.
func (s *session) made() (map[string]any, error) {
	var f map[string]any
	if err := json.Unmarshal(s.fixture, &f); err != nil {
		return nil, err
	}
	b := f["buckets"].([]any)[0].(map[string]any)
	b["region"] = s.server.region
	kept := []any{}
	for _, o := range b["objects"].([]any) {
		o := o.(map[string]any)
		if s.broken[o["key"].(string)] != "" || !s.fillIn(o) {
			continue
		}
		kept = append(kept, o)
	}
	b["objects"] = kept
	return f, nil
}

// fillIn writes ids and dates into an object, and reports whether it was made.
func (s *session) fillIn(o map[string]any) bool {
	list, _ := o["versions"].([]any)
	if list == nil {
		list = []any{o}
	}
	for _, v := range list {
		v := v.(map[string]any)
		ours, _ := v["versionId"].(string)
		id := s.given[ours]
		if id == "" {
			return false
		}
		v["versionId"] = id
		v["lastModified"] = s.modified[id].UTC().Format(time.RFC3339Nano)
	}
	return true
}
