import FamilyKit
import SwiftUI
import Testing

@testable import FamilyUI
