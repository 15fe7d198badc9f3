package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/getobject/vectors"
)

// siteData is the reference as the playground has it.
type siteData struct {
	Rules  []ruleData `json:"rules"`
	Phases []wayData  `json:"phases"`
}

// ruleData is all that is known of a rule.
type ruleData struct {
	ID       string       `json:"id"`
	Sentence string       `json:"sentence"`
	Kind     string       `json:"kind"`
	Sections []string     `json:"sections"`
	Status   int          `json:"status"` // 0 for rules that answer nothing by themselves
	Code     string       `json:"s3code"`
	Answer   string       `json:"answer"`
	Steps    []stepData   `json:"steps"`
	Uses     []useData    `json:"code"`
	Vectors  []string     `json:"vectors"` // requests, which the page can open
	More     []string     `json:"more"`    // sequences and sets of policies, which it cannot
	Example  *exampleData `json:"example"` // over the demo, or nil
}

type stepData struct {
	Phase string   `json:"phase"`
	Name  string   `json:"name"`
	Note  string   `json:"note,omitempty"`  // what is surprising about it
	Rules []string `json:"rules,omitempty"` // that it decides by
}

// useData is a place where the code decides by a rule.
type useData struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Function string `json:"function"`
}

// exampleData is a request of the playground.
type exampleData struct {
	Method  string      `json:"method"`
	TLS     bool        `json:"tls"`
	Host    string      `json:"host"`
	Target  string      `json:"target"`
	Header  [][2]string `json:"header"`
	As      string      `json:"as"`
	Sign    string      `json:"sign"`
	Expires int64       `json:"expires"`
	Time    string      `json:"time"`
}

// wayData is the steps of one sort of requests.
type wayData struct {
	Way   string     `json:"way"`
	Steps []stepData `json:"steps"`
}

// fileData is a file of vectors.
type fileData struct {
	File    string          `json:"file"`
	Fixture json.RawMessage `json:"fixture"`
	Vectors json.RawMessage `json:"vectors"`
}

// writeSite writes the data of the playground into a folder.
func writeSite(root, dir string) error {
	r, err := read(root)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	files, err := vectorData(root)
	if err != nil {
		return err
	}
	for name, data := range map[string]any{"rules.json": r.siteData(), "vectors.json": files, "guesses.json": r.guesses.Page()} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(data); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// vectorData returns the vectors by file, as they stand there.
func vectorData(root string) (list []fileData, err error) {
	all, err := vectors.All()
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(vectorFolder), f.Name+".json"))
		if err != nil {
			return nil, err
		}
		data := fileData{File: f.Name}
		if err := json.Unmarshal(text, &data); err != nil {
			return nil, err
		}
		list = append(list, data)
	}
	return list, nil
}

// siteData returns the rules in the order of the reference, and the ways.
func (r *reference) siteData() siteData {
	d := siteData{Phases: r.ways()}
	for _, of := range []func(*entry) bool{func(e *entry) bool { return !e.isApart() }, (*entry).ofPolicy, (*entry).ofHeader} {
		for _, e := range r.inOrder(of) {
			d.Rules = append(d.Rules, r.ruleData(e))
		}
	}
	return d
}

func (r *reference) ruleData(e *entry) ruleData {
	d := ruleData{
		ID: e.ID, Sentence: e.Sentence, Kind: e.Kind.String(), Sections: e.Sections, Status: e.status(),
		Code: string(e.Code), Answer: e.answer(), Steps: []stepData{}, Uses: []useData{}, Vectors: []string{}, More: []string{},
	}
	for _, i := range e.steps {
		if !e.ofHeader() {
			d.Steps = append(d.Steps, stepData{Phase: r.steps[i].Phase, Name: r.steps[i].Name})
		}
	}
	for _, u := range e.uses {
		d.Uses = append(d.Uses, useData{u.file, u.line, u.name})
	}
	for _, p := range e.proofs {
		if p.folder == vectorFolder {
			d.Vectors = append(d.Vectors, p.ID)
		} else {
			d.More = append(d.More, p.ID)
		}
	}
	if e.example != nil {
		d.Example = e.example.data()
	}
	return d
}

// data returns the example as the playground has requests.
func (x *example) data() *exampleData {
	secure, host, path := x.cut()
	d := &exampleData{Method: x.verb(), TLS: secure, Host: host, Target: path, Header: [][2]string{}, As: x.as, Sign: "none"}
	for _, line := range x.lines() {
		name, value, _ := strings.Cut(line, ":")
		d.Header = append(d.Header, [2]string{name, strings.TrimPrefix(value, " ")})
	}
	return d
}

// ways returns the steps of each sort of requests, and the rules of each step.
func (r *reference) ways() []wayData {
	list := []wayData{{Way: "read"}, {Way: "website"}, {Way: "session"}, {Way: "lambda"}, {Way: "preflight"}}
	add := func(way string, s stepData) {
		i := slices.IndexFunc(list, func(w wayData) bool { return w.Way == way })
		list[i].Steps = append(list[i].Steps, s)
	}
	for i, at := range r.steps {
		s := stepData{Phase: at.Phase, Name: at.Name, Note: notes[pathOf(at)]}
		for _, e := range r.entries {
			if (r.step(e) == i || slices.Contains(e.steps, i)) && !e.isApart() {
				s.Rules = append(s.Rules, e.ID)
			}
		}
		switch at.Phase {
		case s3website.Phase:
			add("website", s)
		case s3express.Phase:
			add("session", s)
		case objectlambda.Phase:
			add("lambda", s)
		case "preflight":
			add("preflight", s)
		case "parse":
			add("preflight", s)
			add("read", s)
		default:
			add("read", s)
		}
	}
	return list
}
