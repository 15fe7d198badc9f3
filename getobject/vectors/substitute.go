package vectors

import (
	"slices"
	"strings"
)

// Substitute returns the step with what was captured by each name in the place of "{{name}}", in
// every text that is sent or expected. Placeholders of other names stay as they are.
func (s Step) Substitute(captured map[string]string) Step {
	var pairs []string
	for name, text := range captured {
		pairs = append(pairs, "{{"+name+"}}", text)
	}
	in := strings.NewReplacer(pairs...).Replace
	lines := func(list []Line) []Line {
		var out []Line
		for _, l := range list {
			out = append(out, Line{l.Name, in(l.Value)})
		}
		return out
	}
	texts := func(m map[string]string) map[string]string {
		out := make(map[string]string, len(m))
		for name, text := range m {
			out[name] = in(text)
		}
		return out
	}
	s.Request.Bucket, s.Request.Key = in(s.Request.Bucket), in(s.Request.Key)
	s.Request.Headers = lines(s.Request.Headers)
	var query []Item
	for _, i := range s.Request.Query {
		query = append(query, Item{i.Name, in(i.Value), i.Bare})
	}
	s.Request.Query = query
	if s.Request.Sign != nil {
		sign := *s.Request.Sign
		sign.AccessKey, sign.SecretKey, sign.Token = in(sign.AccessKey), in(sign.SecretKey), in(sign.Token)
		s.Request.Sign = &sign
	}
	if s.Body != nil {
		body := *s.Body
		body.Text = in(body.Text)
		if body.Form != nil {
			form := *body.Form
			form.Fields = lines(form.Fields)
			if form.Policy != nil {
				form.Policy = []byte(in(string(form.Policy)))
			}
			body.Form = &form
		}
		s.Body = &body
	}
	if s.Expect.Error != nil {
		s.Expect.Error = texts(s.Expect.Error)
	}
	s.Expect.Headers, s.Expect.Elements = texts(s.Expect.Headers), texts(s.Expect.Elements)
	s.Expect.Contains = slices.Clone(s.Expect.Contains)
	for i, text := range s.Expect.Contains {
		s.Expect.Contains[i] = in(text)
	}
	if s.Expect.Body != nil {
		body := *s.Expect.Body
		body.Text = in(body.Text)
		s.Expect.Body = &body
	}
	return s
}
