package s3write_test

import (
	"fmt"

	"github.com/s3get/s3get/getobject/s3write"
)

// The slowest and the fastest ways out of an archive.
func ExampleRestoreTime() {
	fmt.Println(s3write.RestoreTime("DEEP_ARCHIVE", "Bulk"), s3write.RestoreTime("GLACIER", "Expedited"))
	// Output: 48h0m0s 5m0s
}
