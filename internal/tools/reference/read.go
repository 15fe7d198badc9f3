package main

import (
	"fmt"
	"iter"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// read collects everything from the repository in a folder.
func read(root string) (*reference, error) {
	r := newReference()
	var err error
	if r.guesses, err = guesses.Read(); err != nil {
		return nil, err
	}
	if err := r.readSource(root); err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	files, err := vectors.All()
	if err != nil {
		return nil, err
	}
	r.collect(files)
	if err := r.collectPolicies(root); err != nil {
		return nil, fmt.Errorf("vectors of policies: %w", err)
	}
	if err := r.runVectors(files); err != nil {
		return nil, fmt.Errorf("vectors: %w", err)
	}
	sequences, err := vectors.Sequences()
	if err != nil {
		return nil, err
	}
	if err := r.runSequences(sequences); err != nil {
		return nil, fmt.Errorf("sequences: %w", err)
	}
	if err := r.tryExamples(root); err != nil {
		return nil, fmt.Errorf("examples: %w", err)
	}
	return r, nil
}

// vectorFolder has the vectors that are requests.
const vectorFolder = "getobject/vectors"

// newReference knows of each rule what the rule itself says.
func newReference() *reference {
	r := new(reference)
	for _, rules := range []iter.Seq[*rule.Rule]{
		rule.All(), sigv4.Rules(), policy.Rules(), getobject.HeaderRules(),
		s3website.Rules(), s3express.Rules(), objectlambda.Rules(),
	} {
		for one := range rules {
			r.entries = append(r.entries, &entry{Rule: one})
		}
	}
	return r
}

// collect files each vector under the rule that it names.
func (r *reference) collect(files []vectors.File) {
	for _, f := range files {
		for _, v := range f.Vectors {
			p := proof{vectorFolder, f.Name + ".json", v}
			r.vectors = append(r.vectors, p)
			if e := r.find(v.Rule); e != nil {
				e.proofs = append(e.proofs, p)
			}
		}
	}
}
