import FamilyKit
