package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/s3get/s3get/getobject/vectors"
)

// policyFolder has the vectors of policies, each of which is a request and a set of
// policies. The tests of package policy run them.
const policyFolder = "getobject/policy/testdata"

// collectPolicies files the vectors of policies under the rules that they name.
func (r *reference) collectPolicies(root string) error {
	folder := filepath.Join(root, filepath.FromSlash(policyFolder))
	list, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, d := range list {
		if filepath.Ext(d.Name()) != ".json" || d.Name() == "principals.json" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, d.Name()))
		if err != nil {
			return err
		}
		var file struct {
			Vectors []struct{ ID, Rule, Kind string }
		}
		if err := json.Unmarshal(text, &file); err != nil {
			return fmt.Errorf("%s: %w", d.Name(), err)
		}
		for _, v := range file.Vectors {
			e := r.find(v.Rule)
			if e == nil {
				return fmt.Errorf("%s: no rule %q", v.ID, v.Rule)
			}
			e.proofs = append(e.proofs, proof{policyFolder, d.Name(), vectors.Vector{ID: v.ID, Rule: v.Rule, Kind: vectors.Kind(v.Kind)}})
		}
	}
	return nil
}
